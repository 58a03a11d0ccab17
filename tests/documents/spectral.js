// Spectral's rules for OpenAPI: those it recommends, all of them.
import rulesets from "@stoplight/spectral-rulesets";

export default { extends: [rulesets.oas] };
