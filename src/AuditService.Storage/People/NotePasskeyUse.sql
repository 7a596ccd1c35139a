UPDATE passkey
SET sign_count = @SignCount, is_backed_up = @IsBackedUp, last_used_at = @At
WHERE id = @Id AND person_id = @PersonId AND (sign_count < @SignCount OR (sign_count = 0 AND @SignCount = 0))
