INSERT INTO schedule (project_id, is_on, cron, zone, window_minutes, next_at) VALUES (@ProjectId, @IsOn, @Cron, @Zone, @WindowMinutes, @NextAt)
ON CONFLICT (project_id) DO UPDATE SET is_on = excluded.is_on, cron = excluded.cron, zone = excluded.zone, window_minutes = excluded.window_minutes, next_at = excluded.next_at
