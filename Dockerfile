# The application's image: web, worker and migrate of docker-compose.yml run from it.
# The Python is the one that the tests run on; another: docker build --build-arg PYTHON=3.13 (docs/compatibility.md).

ARG PYTHON=3.11
FROM python:${PYTHON}-slim-bookworm AS builder
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:${PYTHON}-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media
RUN useradd --system --uid 10001 --user-group --home-dir /app --no-create-home --shell /usr/sbin/nologin newsroom \
 && mkdir -p /srv/static /srv/media \
 && chown newsroom:newsroom /srv/static /srv/media
COPY --from=builder /venv /venv
WORKDIR /app
COPY . .
# Static files belong to the code they were built with. Compose's migrate adds them to a volume that the proxy reads.
# These settings are for this step alone.
RUN SECRET_KEY=build ALLOWED_HOSTS=build REDIS_URL=redis://none python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q articles newsroom weather \
 && chown -R newsroom:newsroom /srv/static \
 && chmod -R a+rX /app /srv/static
USER newsroom
EXPOSE 8000
VOLUME /srv/media
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["python", "deploy/healthcheck.py", "web"]
CMD ["python", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
LABEL org.opencontainers.image.title="Newsroom" \
      org.opencontainers.image.description="A content-management web application for Korean local internet newspapers" \
      org.opencontainers.image.licenses="BSD-3-Clause"
