using System.Text.RegularExpressions;
using Anneal.Cli.Configuration;
using Anneal.Cli.Configuration.Forms;

namespace Anneal.Tests.Docs;

/// <summary>The tables of keys are written from the description that reads the files.</summary>
[Collection("pages")]
public class ConfigurationPageTests
{
    private const string Page = "docs/configuration.md";

    [Fact]
    public void The_tables_of_keys_are_current()
    {
        string page = Expected.Read(Page);
        foreach (Form form in Form.All)
        {
            Regex table = new($"(<!-- keys: {Regex.Escape(form.Name)} -->\n).*?(<!-- end -->)", RegexOptions.Singleline);
            Assert.Matches(table, page);
            page = table.Replace(page, match => $"{match.Groups[1].Value}{KeyTable.Of(form)}{match.Groups[2].Value}", 1);
        }

        Expected.Matches(Page, page);
    }
}
