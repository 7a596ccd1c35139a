using System.Text;
using AuditService.Core;

namespace AuditService.App.Scans;

/// <summary>A file that an author wrote and named on the command line, read within bounds.</summary>
internal static class AuthoredFile
{
    private const int MaximumBytes = 8 * 1024 * 1024;

    /// <returns>Its bytes; empty where it cannot be had, and then <paramref name="problems"/> says why.</returns>
    public static async Task<byte[]> BytesAsync(string path, ICollection<AuthorProblem> problems, CancellationToken cancellation)
    {
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
                problems.Add(new(new(path, 1, 1), "C'est un dossier : nommez un fichier.", "This is a folder: name a file."));
            else if (!file.Exists)
                problems.Add(new(new(path, 1, 1), "Ce fichier n'existe pas.", "There is no such file."));
            else if (file.Length > MaximumBytes)
                problems.Add(new(new(path, 1, 1), $"Le fichier dépasse {MaximumBytes / 1024 / 1024} Mo.", $"The file is larger than {MaximumBytes / 1024 / 1024} MB."));
            else
                return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(new(path, 1, 1), $"Ce fichier ne peut pas être lu : {refused.Message}", $"This file cannot be read: {refused.Message}"));
        }

        return [];
    }

    public static async Task<string> TextAsync(string path, ICollection<AuthorProblem> problems, CancellationToken cancellation)
    {
        var bytes = await BytesAsync(path, problems, cancellation);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new(new(path, 1, 1), "Le fichier n'est pas en UTF-8 : enregistrez-le en UTF-8.", "The file is not UTF-8: save it as UTF-8."));
            return "";
        }
    }
}
