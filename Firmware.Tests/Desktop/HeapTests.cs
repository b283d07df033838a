using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using Firmware.Tests.Transport;
using Ocpp.Client.Transport;
using Xunit;

namespace Firmware.Tests.Desktop
{
    /// <summary>What is let go and what is destroyed, seen from outside only by means that the device does not have.</summary>
    public class HeapTests
    {
        [Theory]
        [InlineData(int.MaxValue)]
        [InlineData(3)]
        public void ControlFrame_GoneOrForgotten_IsLeftToTheHeap(int takes)
        {
            var output = new LinkOutput(new CountingRandom(), new LinkStatistics(), 100);
            WeakReference frame = Ping(output, takes);
            if (takes < 6) output.Clear();
            GC.Collect();
            Assert.False(frame.IsAlive);
            GC.KeepAlive(output);
        }

        [Fact]
        public void Message_Taken_IsLeftToTheHeap()
        {
            var box = new Mailbox("box", 4, WhenFull.RefuseNew, new TimedLock("box", new StoppedClock(), null), null);
            WeakReference text = PostAndTake(box);
            GC.Collect();
            Assert.False(text.IsAlive);
            GC.KeepAlive(box);
        }

        [Fact]
        public void Handshake_Answered_IsLeftToTheHeap()
        {
            LinkRig rig = new LinkRig().Establish();
            Assert.Null(FieldOf(rig.Link, "_handshake"));
            rig = new LinkRig();
            Assert.True(rig.Open(0));
            rig.Link.Step(10_000);
            Assert.Equal(LinkState.Closed, rig.Link.State);
            Assert.Null(FieldOf(rig.Link, "_handshake"));
        }

        [Fact]
        public void Link_Destroyed_TakesBothLayers()
        {
            LinkRig rig = new LinkRig(new LinkLimits(), new LinkScript()).Wss();
            Assert.True(rig.Open(0));
            object first = FieldOf(rig.Link, "_secure");
            rig.Link.Close(1000, 0);
            rig.Link.Step(2000);
            Assert.True(rig.Open(3000));
            Assert.Same(first, FieldOf(rig.Link, "_secure"));
            rig.Link.Destroy();
            Assert.True(((StreamLayer)first).IsDestroyed);
            Assert.True(((StreamLayer)FieldOf(rig.Link, "_plain")).IsDestroyed);
        }

        private static object FieldOf(WebSocketLink link, string name) => typeof(WebSocketLink).GetField(name, BindingFlags.NonPublic | BindingFlags.Instance).GetValue(link);

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static WeakReference PostAndTake(Mailbox box)
        {
            string text = new string('x', 3);
            Assert.True(box.TryPost("T", 1, 0, text));
            Assert.True(box.TryTake("T", new Message()));
            return new WeakReference(text);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static WeakReference Ping(LinkOutput output, int takes)
        {
            var stream = new Noting(takes);
            output.WantPing();
            Assert.True(output.Flush(stream));
            return stream.Frame;
        }

        private sealed class Noting : ITransport
        {
            private readonly int _takes;

            public Noting(int takes) => _takes = takes;

            public WeakReference Frame { get; private set; }

            public OpenResult Open(string host, int port, int timeoutMs) => OpenResult.Open;

            public OpenResult PollOpen() => OpenResult.Open;

            public int Read(byte[] buffer, int offset, int count) => 0;

            public int Write(byte[] buffer, int offset, int count)
            {
                Frame = new WeakReference(buffer);
                return Math.Min(count, _takes);
            }

            public void Close()
            {
            }
        }
    }
}
