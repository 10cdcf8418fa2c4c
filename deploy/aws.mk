# Building a container image. `make build` at the project's root sets OCI, the folder that the image is to lie in as an OCI
# layout, and PUSH, the repository and tag that it goes to; without them the image is for this machine alone.

IMAGE ?= monepiceriz-$(APP)
OCI ?=
PUSH ?=
CONTEXT ?= .
COMMIT ?= $(shell git rev-parse HEAD 2>/dev/null)

# One commit is one digest on every machine: the platform is ECS's, times are the commit's (SOURCE_DATE_EPOCH, which buildx
# hands on by itself), and no attestation says who built it and when.
comma := ,
recorded = --platform linux/amd64 --provenance=false --sbom=false \
  --output type=oci$(comma)tar=false$(comma)rewrite-timestamp=true$(comma)dest=$(OCI) \
  $(if $(PUSH),--output type=image$(comma)push=true$(comma)oci-mediatypes=true$(comma)rewrite-timestamp=true$(comma)name=$(PUSH))

BUILD = docker buildx build --pull --label org.opencontainers.image.revision=$(COMMIT) \
  $(if $(OCI),$(recorded),--load --tag $(IMAGE)) $(CONTEXT)
