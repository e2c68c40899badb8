"""Pages of figures and documents: they fetch, ask and render."""
