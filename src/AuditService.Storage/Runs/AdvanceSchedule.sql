UPDATE schedule SET next_at = @NextAt WHERE project_id = @ProjectId AND next_at = @PlannedAt
