// Starts Swagger UI on our own document. validatorUrl null: no answer is sent to swagger.io for a badge.
window.SwaggerUIBundle({
  dom_id: "#docs",
  url: "/openapi.json",
  validatorUrl: null,
  deepLinking: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
});
