SELECT id AS Id, email AS Email, normalized_email AS NormalizedEmail, name AS Name, organisation AS Organisation, password_hash AS PasswordHash,
       security_stamp AS SecurityStamp, is_disabled AS IsDisabled, has_second_factor AS HasSecondFactor, authenticator_key AS AuthenticatorKey,
       failed_sign_ins AS FailedSignIns, locked_until AS LockedUntil, created_at AS CreatedAt, last_sign_in_at AS LastSignInAt, version AS Version
FROM person
WHERE id = @Id OR normalized_email = @NormalizedEmail
