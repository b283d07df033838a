using nanoFramework.TestFramework;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class TransportLayerTests
    {
        // Steps: o open, c close, d destroy of the layer whose number follows (0 tcp, 1 tls, 2 ws; 1 and 2 share 0 in the
        // shared rows). What happened, in order: the number with c for closed and d for destroyed.
        [TestMethod]
        public void Chain_InAnyOrder_GoesExactlyOnce()
        {
            Chain_InAnyOrder_GoesExactlyOnce("close of the top closes all, from the top", 2, "o0 o1 o2 c2", "2c 1c 0c");
            Chain_InAnyOrder_GoesExactlyOnce("closing twice is harmless", 2, "o0 o1 o2 c2 c2 c0", "2c 1c 0c");
            Chain_InAnyOrder_GoesExactlyOnce("the bottom closed first is not closed again", 2, "o0 o1 o2 c0 c2", "0c 2c 1c");
            Chain_InAnyOrder_GoesExactlyOnce("destroy of the top takes the chain", 2, "o0 o1 o2 d2 d2", "2c 1c 0c 2d 1d 0d");
            Chain_InAnyOrder_GoesExactlyOnce("destroy from the bottom", 2, "o0 o1 o2 d0 d1 d2", "0c 0d 1c 1d 2c 2d");
            Chain_InAnyOrder_GoesExactlyOnce("destroy in the middle first", 2, "o0 o1 o2 d1 d2 d0", "1c 0c 1d 0d 2c 2d");
            Chain_InAnyOrder_GoesExactlyOnce("destroy to open again is refused", 2, "o0 o1 o2 d2 o2 c2", "2c 1c 0c 2d 1d 0d");
            Chain_InAnyOrder_GoesExactlyOnce("opened again closes again", 2, "o2 c2 o2 c2", "2c 2c");
            Chain_InAnyOrder_GoesExactlyOnce("shared: the last user closes it", 1, "o0 o1 o2 c1 c2", "1c 2c 0c");
            Chain_InAnyOrder_GoesExactlyOnce("shared: the last user destroys it", 1, "o0 o1 o2 d1 d2", "1c 1d 2c 0c 2d 0d");
            Chain_InAnyOrder_GoesExactlyOnce("shared: destroyed by its own hand first", 1, "o0 o1 o2 d0 d1 d2", "0c 0d 1c 1d 2c 2d");
            Chain_InAnyOrder_GoesExactlyOnce("none: the parent is left alone", 0, "o0 o1 o2 d2 d1", "2c 2d 1c 1d");
        }

        private static void Chain_InAnyOrder_GoesExactlyOnce(string row, int ownership, string steps, string expected)
        {
            Told told = new Told();
            Ownership kind = (Ownership)ownership;
            Fake[] layers = new Fake[3];
            layers[0] = new Fake(told, "0", null, Ownership.None);
            layers[1] = new Fake(told, "1", layers[0], kind);
            layers[2] = new Fake(told, "2", kind == Ownership.Shared ? layers[0] : layers[1], kind);
            for (int i = 0; i < steps.Length; i += 3)
            {
                Fake layer = layers[steps[i + 1] - '0'];
                if (steps[i] == 'o') layer.Open();
                else if (steps[i] == 'c') layer.Close();
                else layer.Destroy();
            }
            Assert.AreEqual(expected, told.Text, row);
        }

        [TestMethod]
        public void TransportList_Destroyed_DestroysOnlyMembersItOwns()
        {
            TransportList_Destroyed_DestroysOnlyMembersItOwns(true, "b0 2d 1d");
            TransportList_Destroyed_DestroysOnlyMembersItOwns(false, "b0");
        }

        private static void TransportList_Destroyed_DestroysOnlyMembersItOwns(bool owns, string expected)
        {
            Told told = new Told();
            TransportList list = new TransportList(2, owns);
            Assert.IsTrue(list.Add(new Fake(told, "1", null, Ownership.None)));
            Assert.IsFalse(list.Add(new Fake(told, "1", null, Ownership.None)), "a second one of that name");
            Assert.IsTrue(list.Add(new Fake(told, "2", null, Ownership.None)));
            Assert.IsFalse(list.Add(new Fake(told, "3", null, Ownership.None)), "full");
            told.Add("b0");
            list.Destroy();
            list.Destroy();
            Assert.AreEqual(expected, told.Text);
            Assert.AreEqual(0, list.Count);
        }

        [TestMethod]
        public void StreamLayer_OnceDestroyed_OpensNothing()
        {
            LinkScript stream = new LinkScript();
            StreamLayer layer = new StreamLayer("tcp", stream);
            Assert.AreEqual((int)OpenResult.Open, (int)layer.Open("a", 1, 1));
            layer.Destroy();
            Assert.AreEqual((int)OpenResult.Failed, (int)layer.Open("a", 1, 1));
            Assert.AreEqual("1 1", stream.Opened + " " + stream.Closed);
        }

        private sealed class Told
        {
            public string Text = "";

            public void Add(string what) => Text += Text.Length == 0 ? what : " " + what;
        }

        private sealed class Fake : TransportLayer
        {
            private readonly Told _told;

            public Fake(Told told, string name, TransportLayer parent, Ownership ownership)
                : base(name, parent, ownership)
            {
                _told = told;
            }

            public void Open() => MarkOpen();

            protected override void CloseOwn() => _told.Add(Name + "c");

            protected override void DestroyOwn() => _told.Add(Name + "d");
        }
    }
}
