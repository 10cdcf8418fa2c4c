# Building a container image. The digest that a release names is the one that this prints.

IMAGE ?= monepiceriz-$(APP)
COMMIT := $(shell git rev-parse HEAD 2>/dev/null)

# One layer set for one commit: labels say where it came from, nothing else differs between builds.
BUILD = docker build --pull --label org.opencontainers.image.revision=$(COMMIT) --tag $(IMAGE) . \
  && docker image inspect --format '{{.Id}}' $(IMAGE)
