SELECT path AS Path, reason_fr AS ReasonFr, reason_en AS ReasonEn, leaves_a_gap AS LeavesAGap FROM snapshot_refused WHERE snapshot_hash = @SnapshotHash ORDER BY seq
