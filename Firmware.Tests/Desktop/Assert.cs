using System;
using System.Collections;
using System.Runtime.CompilerServices;

namespace TestFrameworkShared
{
    /// <summary>What a failed assertion throws.</summary>
    public class AssertFailedException : Exception
    {
        public AssertFailedException()
        {
        }

        public AssertFailedException(string msg)
            : base(msg)
        {
        }
    }
}

namespace nanoFramework.TestFramework
{
    using TestFrameworkShared;

    /// <summary>What <see cref="Assert.SkipTest"/> throws; on the desktop it counts as a failure, since no test may be skipped.</summary>
    public class SkipTestException : Exception
    {
        public SkipTestException(string message = null, Exception innerException = null)
            : base(message, innerException)
        {
        }
    }

    /// <summary>
    /// The assertions of the device's test framework that this project uses, with its signatures: the caller's expression
    /// becomes a text of the test assembly, as on the device, so that its size can be measured here.
    /// </summary>
    public sealed class Assert
    {
        public static void IsTrue(bool condition, [CallerArgumentExpression("condition")] string message = "") => Check(condition, "expected true", message);

        public static void IsFalse(bool condition, [CallerArgumentExpression("condition")] string message = "") => Check(!condition, "expected false", message);

        public static void IsNull(object value, [CallerArgumentExpression("value")] string message = "") => Check(value == null, "expected null, not " + Show(value), message);

        public static void IsNotNull(object value, [CallerArgumentExpression("value")] string message = "") => Check(value != null, "expected a value, not null", message);

        public static void AreSame(object expected, object actual, [CallerArgumentExpression("actual")] string message = "") => Check(ReferenceEquals(expected, actual), "expected the same object", message);

        public static void AreNotSame(object notExpected, object actual, [CallerArgumentExpression("actual")] string message = "") => Check(!ReferenceEquals(notExpected, actual), "expected another object", message);

        public static void AreEqual(bool expected, bool actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(byte expected, byte actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(sbyte expected, sbyte actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(char expected, char actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(short expected, short actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(ushort expected, ushort actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(int expected, int actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(uint expected, uint actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(long expected, long actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(ulong expected, ulong actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(float expected, float actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(double expected, double actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(DateTime expected, DateTime actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(string expected, string actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreEqual(object expected, object actual, [CallerArgumentExpression("actual")] string message = "") => Equal(expected, actual, message);

        public static void AreNotEqual(bool notExpected, bool actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void AreNotEqual(byte notExpected, byte actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void AreNotEqual(int notExpected, int actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void AreNotEqual(uint notExpected, uint actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void AreNotEqual(long notExpected, long actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void AreNotEqual(string notExpected, string actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void AreNotEqual(object notExpected, object actual, [CallerArgumentExpression("actual")] string message = "") => Differ(notExpected, actual, message);

        public static void Contains(string expected, string value, [CallerArgumentExpression("value")] string message = "") => Check(value != null && value.Contains(expected), "expected '" + expected + "' in '" + value + "'", message);

        public static void DoesNotContains(string notExpected, string value, [CallerArgumentExpression("value")] string message = "") => Check(value == null || !value.Contains(notExpected), "expected no '" + notExpected + "' in '" + value + "'", message);

        public static void StartsWith(string expected, string value, [CallerArgumentExpression("value")] string message = "") => Check(value != null && value.StartsWith(expected, StringComparison.Ordinal), "expected '" + value + "' to start with '" + expected + "'", message);

        public static void EndsWith(string expected, string value, [CallerArgumentExpression("value")] string message = "") => Check(value != null && value.EndsWith(expected, StringComparison.Ordinal), "expected '" + value + "' to end with '" + expected + "'", message);

        public static void IsInstanceOfType(object value, Type expected, [CallerArgumentExpression("value")] string message = "") => Check(expected.IsInstanceOfType(value), "expected a " + expected.Name, message);

        public static void ThrowsException(Type exception, Action action, [CallerArgumentExpression("action")] string message = "")
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                Check(e.GetType() == exception, "expected " + exception.Name + ", not " + e.GetType().Name + ": " + e.Message, message);
                return;
            }
            throw new AssertFailedException("expected " + exception.Name + ", nothing was thrown. " + message);
        }

        public static void SkipTest(string message = null) => throw new SkipTestException(message);

        private static void Equal(object expected, object actual, string message) => Check(Equals(expected, actual), "expected " + Show(expected) + ", not " + Show(actual), message);

        private static void Differ(object notExpected, object actual, string message) => Check(!Equals(notExpected, actual), "expected something else than " + Show(notExpected), message);

        private static void Check(bool holds, string what, string message)
        {
            if (!holds) throw new AssertFailedException(what + (string.IsNullOrEmpty(message) ? "" : ": " + message));
        }

        private static string Show(object value) => value == null ? "null" : "<" + value + ">";
    }

    /// <summary>Assertions on collections, element by element.</summary>
    public sealed class CollectionAssert
    {
        public static void AreEqual(ICollection expected, ICollection actual, string message = "")
        {
            Assert.AreEqual(expected.Count, actual.Count, "count. " + message);
            IEnumerator other = actual.GetEnumerator();
            int at = 0;
            foreach (object one in expected)
            {
                other.MoveNext();
                Assert.AreEqual(one, other.Current, "element " + at++ + ". " + message);
            }
        }

        public static void Empty(ICollection collection, string message = "") => Assert.AreEqual(0, collection.Count, message);

        public static void NotEmpty(ICollection collection, string message = "") => Assert.AreNotEqual(0, collection.Count, message);
    }
}
