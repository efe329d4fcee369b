using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration.Keys;

/// <summary>Compares a section with its description.</summary>
internal static class Checking
{
    /// <summary>Reports keys that nobody knows, that are missing, and values that cannot be; true where there are none.</summary>
    public static bool Check(this Section section, Mapping written, Faults faults)
    {
        bool good = true;
        foreach ((Scalar name, Entry value) in written.Pairs)
        {
            if (section.Find(name.Text) is not Key key)
            {
                if (section.Open)
                    continue;
                faults.Add(name.Place, $"'{Messages.Short(name.Text)}' is no key of {section.Name}.{section.Instead(name.Text)}");
                good = false;
            }
            else if (key.Used && value is not Scalar { IsNull: true })
                good &= key.Kind.Check(value, key, faults);
        }

        foreach (Key key in section.Keys.Where(key => key.Needed && written[key.Name] is null or Scalar { IsNull: true }))
        {
            faults.Add(written.Place, $"{section.Name} needs '{key.Name}': {key.Doc}");
            good = false;
        }

        return good;
    }
}
