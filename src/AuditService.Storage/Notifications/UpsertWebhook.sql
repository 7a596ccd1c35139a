INSERT INTO webhook (project_id, url, secret, added_at) VALUES (@ProjectId, @Url, @Secret, @AddedAt)
ON CONFLICT (project_id, url) DO UPDATE SET secret = excluded.secret
