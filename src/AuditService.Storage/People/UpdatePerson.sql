UPDATE person
SET email = @Email, normalized_email = @NormalizedEmail, name = @Name, password_hash = @PasswordHash, security_stamp = @SecurityStamp,
    is_disabled = @IsDisabled, has_second_factor = @HasSecondFactor, authenticator_key = @AuthenticatorKey, version = version + 1
WHERE id = @Id AND version = @Version
