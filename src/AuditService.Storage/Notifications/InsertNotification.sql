INSERT INTO notification (id, run_id, project_id, kind, recipient, parcel, language, news, state, next_try_at, created_at)
VALUES (@Id, @RunId, @ProjectId, @Kind, @Recipient, @Parcel, @Language, @News, 'Waiting', @Now, @Now) ON CONFLICT DO NOTHING
