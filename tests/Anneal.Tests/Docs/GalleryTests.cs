using Anneal.Samples.Generated;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Docs;

/// <summary>The gallery shows today's catalogue, and what it says is true.</summary>
public class GalleryTests
{
    [Fact]
    public void Page_is_what_the_catalogue_says() => Expected.Matches("docs/schedules.md", Gallery.Markdown());

    [Fact]
    public void Pictures_are_what_the_tool_draws()
    {
        foreach (CatalogueEntry entry in Gallery.Entries)
            Expected.Matches($"docs/pictures/{Gallery.PictureName(entry)}.svg", Gallery.Picture(entry));
    }

    [Fact]
    public void Samples_are_what_the_catalogue_says() => Expected.Matches("samples/Anneal.Samples/Generated/GallerySamples.cs", Gallery.Source());

    [Fact]
    public void The_csharp_of_every_example_builds_what_its_text_says()
    {
        Assert.NotEmpty(GallerySamples.All);
        Assert.All(Gallery.Entries, entry => Assert.Equal(Schedule.Parse(entry.Example), GallerySamples.All[entry.Name]));
    }
}
