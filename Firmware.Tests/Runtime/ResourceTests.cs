using System;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class ResourceTests
    {
        [TestMethod]
        public void CleanUp_InReverseOrder_OnceAndAsOftenAsCalled()
        {
            LineLog log = new LineLog();
            ResourceTable table = new ResourceTable(log, LogSection.WebSocket, 4);
            Trail trail = new Trail();
            table.Register("socket", new Traced(trail, "s"));
            table.Register("timer", new Traced(trail, "t"));

            Assert.AreEqual(2, table.CleanUp());
            Assert.AreEqual(0, table.CleanUp());

            Assert.AreEqual("ts", trail.Text);
            Assert.AreEqual("D Cleaning up resource 'timer'|D Cleaning up resource 'socket'|D Cleaned up 2 resources", log.Lines);
        }

        [TestMethod]
        public void BeginSession_WithLeftovers_CleansThemFirst()
        {
            LineLog log = new LineLog();
            ResourceTable table = new ResourceTable(log, LogSection.WebSocket, 4);
            Trail trail = new Trail();
            table.Register("socket", new Traced(trail, "s"));
            table.BeginSession();
            Assert.AreEqual("s", trail.Text);
            Assert.AreEqual("D Cleaning up resource 'socket'|D Cleaned up 1 resources|D session resources initialized", log.Lines);
        }

        [TestMethod]
        public void CleanUp_OneThrowsAndOneReenters_TheOthersAreReleased()
        {
            LineLog log = new LineLog();
            ResourceTable table = new ResourceTable(log, LogSection.WebSocket, 4);
            Trail trail = new Trail();
            table.Register("a", new Traced(trail, "a"));
            table.Register("bad", new Traced(trail, "!"));
            table.Register("back", new Traced(trail, "b", table));
            Assert.AreEqual(1, table.CleanUp());
            Assert.AreEqual("b!a", trail.Text);
            Assert.AreEqual(1, table.Failures);
            Assert.AreEqual(0, table.Count);
        }

        [TestMethod]
        public void Register_FullOrTwice_IsRefused()
        {
            ResourceTable table = new ResourceTable(new LineLog(), LogSection.WebSocket, 2);
            Trail trail = new Trail();
            Assert.IsTrue(table.Register("a", new Traced(trail, "a")));
            Assert.IsFalse(table.Register("a", new Traced(trail, "a")));
            Assert.IsTrue(table.Register("b", new Traced(trail, "b")));
            Assert.IsFalse(table.Register("c", new Traced(trail, "c")));
            Assert.AreEqual(2, table.CleanUp());
        }

        private sealed class Trail
        {
            public string Text = "";
        }

        private sealed class Traced : IResource
        {
            private readonly Trail _trail;
            private readonly string _mark;
            private readonly ResourceTable _back;

            public Traced(Trail trail, string mark, ResourceTable back = null)
            {
                _trail = trail;
                _mark = mark;
                _back = back;
            }

            public void Release()
            {
                _trail.Text += _mark;
                if (_back != null) _back.CleanUp();
                if (_mark == "!") throw new InvalidOperationException("stuck");
            }
        }
    }
}
