SELECT id AS Id, person_id AS PersonId, name AS Name, public_key AS PublicKey, sign_count AS SignCount, transports AS Transports,
       is_user_verified AS IsUserVerified, is_backup_eligible AS IsBackupEligible, is_backed_up AS IsBackedUp,
       attestation_object AS AttestationObject, client_data AS ClientData, created_at AS CreatedAt, last_used_at AS LastUsedAt
FROM passkey
WHERE id = @Id OR person_id = @PersonId
ORDER BY created_at, id
