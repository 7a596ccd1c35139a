SELECT path AS Path, reason_fr AS ReasonFr, reason_en AS ReasonEn FROM snapshot_refused WHERE snapshot_hash = @SnapshotHash ORDER BY seq
