DELETE FROM watcher WHERE project_id = @ProjectId AND address = @Recipient
