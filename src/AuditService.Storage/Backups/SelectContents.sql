SELECT DISTINCT sha256 FROM snapshot_file
