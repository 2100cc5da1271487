# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock .
RUN /venv/bin/pip install --require-hashes -r requirements.lock

FROM python:3.12-slim
# Pango and HarfBuzz draw the certificates; the client of PostgreSQL makes backups and restores them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home academy \
    && install --directory --owner=academy /data
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
    && SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build python manage.py collectstatic --noinput
USER academy
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers-kill-timeout", "5", "academy.wsgi:application"]
