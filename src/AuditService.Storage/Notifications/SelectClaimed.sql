SELECT notification.id AS Id, notification.recipient AS Recipient, notification.language AS Language, notification.news AS News, notification.attempts AS Attempts, notification.claim AS Claim, webhook.secret AS Secret
FROM notification
LEFT JOIN webhook ON notification.kind = 'Webhook' AND webhook.project_id = notification.project_id AND webhook.url = notification.recipient
WHERE notification.claim = @Claim ORDER BY notification.id
