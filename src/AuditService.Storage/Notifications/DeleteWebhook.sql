DELETE FROM webhook WHERE project_id = @ProjectId AND url = @Recipient
