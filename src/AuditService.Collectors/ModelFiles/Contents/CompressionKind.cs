namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>The compressions that model files come in.</summary>
internal enum CompressionKind
{
    Zlib,
    Gzip,
    Bzip2,
    Xz,
    Lzma,
    Lz4,
    Zstandard,

    /// <summary>joblib before 0.9.3: <c>ZF</c>, the length in hexadecimal, then zlib.</summary>
    OldJoblib,
}
