using System.Buffers.Binary;
using System.Text;
using AuditService.Collectors.Images;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Images;

public sealed class ImageMetadataTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_position_the_author_and_the_camera_of_a_jpeg_are_seen_in_both_byte_orders(bool isLittle)
    {
        var metadata = ImageMetadata.In(Jpeg(Tiff(isLittle, latitude: 48, artist: "Claire Martin", serial: "A1234567")));

        Assert.Equal(new ImageMetadata(HasPosition: true, "Claire Martin", HasSerialNumber: true), metadata);
    }

    [Fact]
    public void A_png_a_webp_a_tiff_and_a_heic_tell_as_much()
    {
        var tiff = Tiff(isLittle: true, latitude: 48, artist: "Claire Martin", serial: null);
        foreach (var file in new[] { Png(tiff), Webp(tiff), tiff, [.. "\0\0\0\x18ftypheic....mdat"u8, .. "Exif\0\0"u8, .. tiff] })
            Assert.Equal(new ImageMetadata(HasPosition: true, "Claire Martin", HasSerialNumber: false), ImageMetadata.In(file));
    }

    [Fact]
    public void A_position_of_zeros_is_none_and_a_picture_without_exif_tells_nothing()
    {
        Assert.False(ImageMetadata.In(Jpeg(Tiff(isLittle: true, latitude: 0, artist: null, serial: null))).HasPosition);
        Assert.Equal(new ImageMetadata(HasPosition: false, null, HasSerialNumber: false), ImageMetadata.In([0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 3]));
        Assert.Equal(new ImageMetadata(HasPosition: false, null, HasSerialNumber: false), ImageMetadata.In("no picture at all"u8));
    }

    [Fact]
    public void Whatever_is_cut_or_changed_tells_something_or_nothing_and_never_fails()
    {
        var random = new Random(3);
        var file = Jpeg(Tiff(isLittle: false, latitude: 48, artist: "Claire Martin", serial: "A1234567"));
        for (var i = 0; i < file.Length; i++) ImageMetadata.In(file.AsSpan(0, i));
        for (var i = 0; i < 20_000; i++)
        {
            var changed = (byte[])file.Clone();
            for (var j = 0; j < 4; j++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            ImageMetadata.In(changed);
        }
    }

    [Fact]
    public async Task The_pictures_of_a_dossier_are_looked_at_and_an_author_is_masked_and_left_to_a_person()
    {
        var kept = new KeptContents()
            .With("img/plage.jpg", Jpeg(Tiff(isLittle: true, latitude: 48, artist: null, serial: null)))
            .With("img/portrait.jpg", Jpeg(Tiff(isLittle: true, latitude: 0, artist: "Claire Martin", serial: null)))
            .With("img/logo.png", Png(null));
        var facts = await kept.CollectAsync(new ImageMetadataCollector(), new CollectionSettings());

        Assert.Equal(new NumberValue(3), facts.Find(Subject.Dossier, "dossier.images")?.Value);
        var seen = Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, "privacy.imageMetadata")?.Value).Items;
        Assert.Equal(["img/plage.jpg", "img/portrait.jpg"], seen.Select(one => one.Where.Path));
        Assert.True(seen[0].Confidence >= Observation.Sure);
        Assert.True(seen[1].Confidence < Observation.Sure);
        Assert.DoesNotContain("Martin", seen[1].Excerpt, StringComparison.Ordinal);
    }

    private static byte[] Jpeg(byte[] tiff)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xE1, .. length, .. exif, 0xFF, 0xDA, 0, 2, 7, 7, 7, 0xFF, 0xD9];
    }

    private static byte[] Png(byte[]? tiff)
    {
        var header = Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. header, .. tiff is null ? [] : Chunk("eXIf", tiff), .. Chunk("IEND", [])];

        static byte[] Chunk(string type, byte[] content)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)content.Length);
            return [.. length, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        }
    }

    private static byte[] Webp(byte[] tiff)
    {
        return [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. Chunk("VP8X", new byte[10]), .. Chunk("EXIF", tiff)];

        static byte[] Chunk(string type, byte[] content)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)content.Length);
            return [.. Encoding.ASCII.GetBytes(type), .. length, .. content, .. content.Length % 2 == 0 ? Array.Empty<byte>() : [0]];
        }
    }

    /// <summary>A TIFF of three directories, as cameras write them: the picture's, Exif's and the position's.</summary>
    private static byte[] Tiff(bool isLittle, uint latitude, string? artist, string? serial)
    {
        const int First = 8;
        const int Exif = 100;
        const int Gps = 160;
        const int Data = 240;
        var bytes = new byte[400];
        (isLittle ? "II"u8 : "MM"u8).CopyTo(bytes);
        U16(2, 42);
        U32(4, First);
        U16(First, (ushort)(artist is null ? 2 : 3));
        var at = First + 2;
        if (artist is not null)
        {
            Entry(at, 0x013B, 2, (uint)artist.Length + 1, Data);
            Encoding.ASCII.GetBytes(artist).CopyTo(bytes, Data);
            at += 12;
        }

        Entry(at, 0x8769, 4, 1, Exif);
        Entry(at + 12, 0x8825, 4, 1, Gps);
        U16(Exif, 1);
        if (serial is null) Entry(Exif + 2, 0x9000, 7, 4, 0);
        else
        {
            Entry(Exif + 2, 0xA431, 2, (uint)serial.Length + 1, Data + 60);
            Encoding.ASCII.GetBytes(serial).CopyTo(bytes, Data + 60);
        }

        U16(Gps, 2);
        Entry(Gps + 2, 2, 5, 3, Data + 100);
        Entry(Gps + 14, 4, 5, 3, Data + 100);
        U32(Data + 100, latitude);
        U32(Data + 104, 1);
        return bytes;

        void Entry(int where, ushort tag, ushort type, uint count, uint value)
        {
            U16(where, tag);
            U16(where + 2, type);
            U32(where + 4, count);
            U32(where + 8, value);
        }

        void U16(int where, ushort value)
        {
            if (isLittle) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(where), value);
            else BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(where), value);
        }

        void U32(int where, uint value)
        {
            if (isLittle) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(where), value);
            else BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(where), value);
        }
    }
}
