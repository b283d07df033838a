using nanoFramework.TestFramework;

namespace Firmware.Tests.Ocpp
{
    /// <summary>
    /// The framework's assertions store the source text of their arguments in the assembly's table of texts, whose size is limited
    /// (docs/adr/0014). Called from here they store it once.
    /// </summary>
    internal static class Check
    {
        public static void True(bool holds) => Assert.IsTrue(holds);

        public static void False(bool holds) => Assert.IsFalse(holds);

        public static void Null(object found) => Assert.IsNull(found);

        public static void Same(string expected, string found) => Assert.AreEqual(expected, found);

        public static void Same(long expected, long found) => Assert.AreEqual(expected, found);

        public static void Same(bool expected, bool found) => Assert.IsTrue(expected == found);
    }
}
