# The production image: web process by default; the worker and the migrations run from it too (see
# docker-compose.yml). Settings come from the environment; nothing is stored in the image.

FROM python:3.11-slim-bookworm AS dependencies
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
        -r /tmp/production.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SUFFICIENCY_PRODUCTION=1 \
    SUFFICIENCY_AUDIT_DIRECTORY=/var/lib/sufficiency/audit \
    PORT=8000
RUN useradd --system --uid 10001 --home-dir /var/lib/sufficiency --create-home sufficiency \
    && install -d -o sufficiency -g sufficiency -m 700 /var/lib/sufficiency/audit
WORKDIR /app
COPY --from=dependencies /opt/venv /opt/venv
COPY . .
# Bytecode and style sheets are made once, here. The keys and the address stand in for real ones:
# collecting files uses none of them.
RUN python -m compileall -q . \
    && SECRET_KEY=only-while-building-the-image-never-to-sign-anything-0123456789 \
       SUFFICIENCY_SEALING_KEYS=only-while-building-the-image-never-to-seal-anything-9876543210 \
       DATABASE_URL=postgres://nobody@localhost/none \
       python manage.py collectstatic --noinput --verbosity 0
USER sufficiency
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "sufficiency/healthcheck.py"]
# WEB_CONCURRENCY sets the number of processes; two for each core is a start.
ENV HOST=0.0.0.0
CMD ["gunicorn", "--config", "python:sufficiency.gunicorn_settings", "sufficiency.wsgi:application"]
