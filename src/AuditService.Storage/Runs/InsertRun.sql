INSERT INTO audit_run (id, project_id, snapshot_hash, snapshot_name, packs, use_browser, needs_browser, "trigger", state, submitted_by, submitted_at)
VALUES (@Id, @ProjectId, @SnapshotHash, @SnapshotName, @Packs, @UseBrowser, @NeedsBrowser, @TriggeredBy, 'Queued', @SubmittedBy, @SubmittedAt)
