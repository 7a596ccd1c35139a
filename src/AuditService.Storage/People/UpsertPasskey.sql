INSERT INTO passkey (
    id, person_id, name, public_key, sign_count, transports, is_user_verified, is_backup_eligible, is_backed_up, attestation_object, client_data, created_at)
VALUES (
    @Id, @PersonId, @Name, @PublicKey, @SignCount, @Transports, @IsUserVerified, @IsBackupEligible, @IsBackedUp, @AttestationObject, @ClientData, @CreatedAt)
ON CONFLICT (id) DO UPDATE
SET name = excluded.name, sign_count = excluded.sign_count, is_user_verified = excluded.is_user_verified, is_backed_up = excluded.is_backed_up
WHERE passkey.person_id = excluded.person_id
