SELECT url AS Url, secret AS Secret FROM webhook WHERE project_id = @ProjectId AND added_at <= @AddedBy ORDER BY url
