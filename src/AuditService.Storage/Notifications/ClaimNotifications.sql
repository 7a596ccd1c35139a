-- The next try is the end of the claim: what a killed process had taken comes again by itself.
UPDATE notification SET claim = @Claim, attempts = attempts + 1, next_try_at = @Until
WHERE state = 'Waiting' AND next_try_at <= @Now
  AND id IN (SELECT id FROM notification WHERE kind = @Kind AND parcel = @Parcel AND state = 'Waiting' AND next_try_at <= @Now ORDER BY id LIMIT @Take)
