using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>How a finding names an element and shows it.</summary>
internal static class Selectors
{
    private const int MaximumSteps = 12;
    private const int MaximumExcerpt = 240;

    private static readonly string[] Telling = ["id", "class", "role", "href", "src", "type", "name", "alt", "title", "for", "lang", "dir", "scope", "headers", "tabindex", "autocomplete"];

    /// <summary>A CSS selector that leads to the element alone: from the nearest unique identifier, or from the root.</summary>
    public static string Of(IElement element, Naming names)
    {
        var steps = new List<string>();
        for (var current = element; current is not null && steps.Count < MaximumSteps; current = current.ParentElement)
        {
            if (current.Id is { Length: > 0 } id && SimpleName.IsMatch(id) && names.CountOfId(id) == 1)
            {
                steps.Add("#" + id);
                break;
            }
            steps.Add(Step(current));
        }
        steps.Reverse();
        return string.Join(" > ", steps);
    }

    /// <summary>The start tag with its telling attributes and the first words inside, without personal data or typed values.</summary>
    public static string Excerpt(IElement element)
    {
        var tag = new StringBuilder("<").Append(element.LocalName);
        foreach (var attribute in element.Attributes.OrderBy(attribute => Rank(attribute.Name)).ThenBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            if (tag.Length > MaximumExcerpt - 40)
                break;
            var value = attribute.Name is "value" && element.LocalName is "input" && element.InputType() is not ("submit" or "button" or "reset" or "checkbox" or "radio") ? "…" : attribute.Value;
            tag.Append(CultureInfo.InvariantCulture, $" {attribute.Name}=\"{Plain.Cut(value, 60)}\"");
        }
        tag.Append('>');
        var text = Plain.Cut(Plain.Text(element.TextContent), 80);
        return Masked(Plain.Cut(text.Length == 0 ? tag.ToString() : tag + text, MaximumExcerpt));
    }

    /// <summary>E-mail addresses and long numbers are replaced: a page may show those of real people.</summary>
    public static string Masked(string text) => LongNumber.Replace(Mail.Replace(text, "…@…"), number => number.Value[..2] + new string('•', number.Length - 2));

    private static string Step(IElement element)
    {
        var name = element.LocalName;
        if (element.ParentElement is not { } parent)
            return name;
        var twins = parent.Children.Where(child => child.LocalName == name).ToList();
        return twins.Count == 1 ? name : $"{name}:nth-of-type({(twins.IndexOf(element) + 1).ToString(CultureInfo.InvariantCulture)})";
    }

    private static int Rank(string attribute) => Array.IndexOf(Telling, attribute) is var rank and >= 0 ? rank : Telling.Length;

    private static readonly BoundedRegex SimpleName = new("^[A-Za-z][A-Za-z0-9_-]*$");

    private static readonly BoundedRegex Mail = new(@"[\w.+-]+@[\w-]+(\.[\w-]+)+");

    private static readonly BoundedRegex LongNumber = new(@"\d([ .-]?\d){8,}");
}
