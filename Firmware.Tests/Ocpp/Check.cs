using nanoFramework.TestFramework;

namespace Firmware.Tests.Ocpp
{
    /// <summary>
    /// The framework's assertions take their arguments' own text into the assembly's table of texts, which has an end
    /// (docs/adr/0014): called from here they take it once.
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
