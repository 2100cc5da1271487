from academy.integrations.models.key import LEAST_PER_MINUTE, ApiKey
from academy.integrations.models.webhook import Delivery, WebhookEndpoint

__all__ = ["LEAST_PER_MINUTE", "ApiKey", "Delivery", "WebhookEndpoint"]
