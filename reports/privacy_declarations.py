DECLARATIONS: dict = {}
