namespace AuditService.Storage.Intakes.Zip;

/// <summary>The CRC-32 of zip archives (APPNOTE 4.4.7: polynomial 0xDEBB20E3, reflected), eight bytes at a time.</summary>
internal struct Crc32()
{
    private static readonly uint[][] Tables = BuildTables();

    private uint state = uint.MaxValue;

    public readonly uint Value => ~state;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        while (bytes.Length >= 8)
        {
            crc ^= (uint)(bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24);
            crc = Tables[7][crc & 0xFF] ^ Tables[6][crc >> 8 & 0xFF] ^ Tables[5][crc >> 16 & 0xFF] ^ Tables[4][crc >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
            crc = Tables[0][(crc ^ value) & 0xFF] ^ crc >> 8;
        state = crc;
    }

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes);
        return crc.Value;
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[8][];
        tables[0] = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1))];
        for (var table = 1; table < 8; table++)
            tables[table] = [.. tables[table - 1].Select(crc => tables[0][crc & 0xFF] ^ crc >> 8)];
        return tables;
    }
}
