SELECT address AS Address, language AS Language FROM watcher WHERE project_id = @ProjectId AND added_at <= @AddedBy ORDER BY address
