using System.Reflection;
using System.Xml.Linq;
using Anneal.Optimizers.Text;
using Anneal.Schedules;
using Anneal.Schedules.Text;
using Anneal.Training.Metrics;

namespace Anneal.Tests.Code;

/// <summary>A trimmed program keeps what the library finds by reflection. <c>samples/install/run</c> publishes one and compares what it prints.</summary>
public class TrimmingTests
{
    private static readonly Assembly _library = typeof(Schedule).Assembly;

    [Fact]
    public void The_descriptor_keeps_all_that_is_found_by_reflection_and_nothing_else()
    {
        using Stream stream = _library.GetManifestResourceStream("ILLink.Descriptors.xml")!;
        XElement assembly = XDocument.Load(stream).Root!.Elements("assembly").Single(element => element.Attribute("fullname")!.Value == _library.GetName().Name);
        Assert.All(assembly.Elements(), element => Assert.Equal("all", element.Attribute("preserve")!.Value));
        string?[] kept = [.. assembly.Elements("namespace").Select(element => element.Attribute("fullname")!.Value)];

        IEnumerable<Type> found = _library.GetTypes().Where(type => type.IsDefined(typeof(DialectAttribute)) || (type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract))
            .Concat(RuleCatalogue.Rules.Select(rule => rule.Type));
        Assert.Equal(found.Select(type => type.Namespace).Distinct().Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_library_says_that_it_may_be_trimmed()
        => Assert.Equal("True", _library.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "IsTrimmable").Value);
}
