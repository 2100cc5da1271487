# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY deploy/requirements.lock .
# Without pip, and with compiled modules: the image is read-only when it runs.
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-deps --require-hashes -r requirements.lock \
    && python -m compileall -q -j 0 /venv/lib

FROM python:3.12-slim
# Pango and HarfBuzz draw the certificates; the client of PostgreSQL makes backups and restores them.
# Their versions are those of the image's Debian, which mends them in place.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 academy \
    && useradd --system --uid 10001 --gid academy --no-create-home academy \
    && install --directory --owner=academy --group=academy --mode=0750 /data /data/media /keys /backups
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache \
    DJANGO_SETTINGS_MODULE=academy.settings.production \
    READ_DOT_ENV=false \
    STATIC_ROOT=/app/collected \
    ACADEMY_HOME=/data
# The settings want values before anything can be collected; these reach no image layer's environment.
RUN pybabel compile -d academy/locale -D django \
    && pybabel compile -d academy/locale/borrowed -D django \
    && SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build python manage.py collectstatic --noinput \
    && python -m compileall -q -j 0 academy certification courses
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "academy.web", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers-kill-timeout", "5", "academy.wsgi:application"]
