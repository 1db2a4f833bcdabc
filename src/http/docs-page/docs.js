// Runs in the browser at /api/docs. A file of its own, because the page's policy allows no inline scripts.
const { SwaggerUIBundle } = window

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: false,
  // Keys stay in this page and are gone when it is closed.
  persistAuthorization: false,
  // The public validator would be sent the address of this installation.
  validatorUrl: null,
  syntaxHighlight: { activated: true, theme: 'idea' },
})
