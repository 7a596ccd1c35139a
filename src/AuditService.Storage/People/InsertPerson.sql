INSERT INTO person (
    id, email, normalized_email, name, organisation, password_hash, security_stamp, is_disabled, has_second_factor, authenticator_key, failed_sign_ins,
    locked_until, created_at, last_sign_in_at, version)
VALUES (
    @Id, @Email, @NormalizedEmail, @Name, @Organisation, @PasswordHash, @SecurityStamp, @IsDisabled, @HasSecondFactor, @AuthenticatorKey, @FailedSignIns,
    @LockedUntil, @CreatedAt, @LastSignInAt, @Version)
ON CONFLICT (normalized_email) DO NOTHING
