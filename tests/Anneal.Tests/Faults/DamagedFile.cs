namespace Anneal.Tests.Faults;

/// <summary>A kind of file that is read after it was damaged. Writing a subclass is all there is to add.</summary>
public abstract class DamagedFile
{
    /// <summary>What it is called in the docs.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the file, whose ending may matter to its reader.</summary>
    public abstract string FileName { get; }

    /// <summary>Whether any change of its content can be noticed; otherwise it may be read as another file of its kind.</summary>
    public abstract bool Sealed { get; }

    /// <summary>How many damaged copies are tried.</summary>
    public virtual int Rounds => 1500;

    /// <summary>Bytes at the beginning that have more to go wrong.</summary>
    public virtual int Head => 200;

    /// <summary>Makes the good file, and whatever has to lie beside it.</summary>
    public abstract void Write(string path);

    /// <summary>Reads it, demands that what was read is sound in itself, and gives all of it as text; a refusal is an exception.</summary>
    public abstract string Read(string path);

    /// <summary>Whether an exception is a refusal that a user understands, and no accident.</summary>
    public virtual bool Refuses(Exception exception)
        => exception is InvalidDataException or IOException or FormatException or ArgumentException and not ArgumentNullException && exception.Message.Length > 20;
}
