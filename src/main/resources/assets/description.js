'use strict';

SwaggerUIBundle({
    url: '/openapi.yml',
    dom_id: '#description',
    deepLinking: true,
    // Unless told, a validator on another host would be asked.
    validatorUrl: null,
});
