SELECT project_id AS ProjectId, is_on AS IsOn, cron AS Cron, zone AS Zone, window_minutes AS WindowMinutes, next_at AS NextAt FROM schedule WHERE project_id = @ProjectId
