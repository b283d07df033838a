using Charger.Runtime;

namespace Simulator.Soak;

/// <summary>Flash that can refuse, be full, or fail for want of memory; what was written before stays.</summary>
public sealed class BrokenStorage(IStorage whole) : IStorage
{
    /// <summary>Every change fails.</summary>
    public bool Refuses { get; set; }

    /// <summary>Nothing can grow.</summary>
    public bool Full { get; set; }

    /// <summary>So many next calls find the heap exhausted.</summary>
    public int OutOfMemory { get; set; }

    /// <summary>Changes that were tried.</summary>
    public int Tried { get; private set; }

    public int Length(string name) => whole.Length(name);

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        Allocate();
        return whole.Read(name, position, buffer, offset, count);
    }

    public bool Write(string name, byte[] buffer, int offset, int count) => Change() && !(Full && count > whole.Length(name)) && whole.Write(name, buffer, offset, count);

    public bool Append(string name, byte[] buffer, int offset, int count) => Change() && !Full && whole.Append(name, buffer, offset, count);

    public bool Delete(string name) => Change() && whole.Delete(name);

    private bool Change()
    {
        Tried++;
        Allocate();
        return !Refuses;
    }

    private void Allocate()
    {
        if (OutOfMemory == 0) return;
        OutOfMemory--;
        throw new OutOfMemoryException("ordered by the soak");
    }
}

/// <summary>A console whose driver finds no memory for what is written.</summary>
public sealed class BrokenSerial(ISerialLine whole) : ISerialLine
{
    /// <summary>So many next writes find the heap exhausted.</summary>
    public int OutOfMemory { get; set; }

    public int Read(byte[] buffer, int offset, int count) => whole.Read(buffer, offset, count);

    public void Write(byte[] buffer, int offset, int count)
    {
        if (OutOfMemory > 0)
        {
            OutOfMemory--;
            throw new OutOfMemoryException("ordered by the soak");
        }
        whole.Write(buffer, offset, count);
    }
}
