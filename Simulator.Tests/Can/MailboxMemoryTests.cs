using System.Runtime.CompilerServices;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Tests.Can;

/// <summary>What a mailbox keeps of a message that was taken.</summary>
public class MailboxMemoryTests
{
    [Fact]
    public void TryTake_AMessage_LeavesItToTheHeap()
    {
        var clock = new SimulatedClock();
        var box = new Mailbox("B", 3, WhenFull.RefuseNew, new TimedLock("L", clock, null), null);
        WeakReference text = PostAndTake(box);
        GC.Collect();
        Assert.False(text.IsAlive);
        GC.KeepAlive(box);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference PostAndTake(Mailbox box)
    {
        string text = new('x', 10);
        box.TryPost("T", 1, 0, text);
        Assert.True(box.TryTake("T", new Message()));
        return new WeakReference(text);
    }
}
