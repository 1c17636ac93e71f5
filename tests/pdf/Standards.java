// Judges PDF files by PDF/UA-1 and PDF/A-2a with veraPDF's engine, those with attached files by PDF/A-3a.
//
// usage: java -cp ENGINE.jar tests/pdf/Standards.java [--attached] FILE...
// exit: 0 all files keep both standards, 1 one does not, 2 could not judge
//
// ENGINE.jar is any jar that holds the engine; .ci/run takes it from a wheel of the Python package index. Such jars may lack
// what the engine reads its profiles with, so the profile is read here.

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

public class Standards {
    record Standard(String flavour, String profile) {}

    static final Standard ACCESS = new Standard("ua1", "PDFUA-1");
    static final Standard ARCHIVE = new Standard("2a", "PDFA-2A");
    static final Standard ATTACHED = new Standard("3a", "PDFA-3A");

    public static void main(String[] arguments) throws Exception {
        boolean attached = arguments.length > 0 && arguments[0].equals("--attached");
        String[] files = attached ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
        if (files.length == 0) {
            System.err.println("usage: Standards FILE...");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean kept = true;
        for (Standard standard : List.of(ACCESS, attached ? ATTACHED : ARCHIVE)) {
            ValidationProfile profile = profile(standard);
            for (String file : files) kept &= keeps(file, standard, profile);
        }
        System.exit(kept ? 0 : 1);
    }

    static boolean keeps(String file, Standard standard, ValidationProfile profile) throws Exception {
        var flavour = PDFAFlavour.byFlavourId(standard.flavour());
        try (var bytes = new FileInputStream(file); var parser = Foundries.defaultInstance().createParser(bytes, flavour)) {
            var result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            System.out.println((result.isCompliant() ? "kept   " : "broken ") + standard.profile() + " " + file);
            var told = new HashSet<String>();
            for (TestAssertion test : result.getTestAssertions()) {
                String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                if (test.getStatus() == TestAssertion.Status.FAILED && told.add(rule)) {
                    System.out.println("       " + rule + ": " + test.getMessage() + " at " + test.getLocation().getContext());
                }
            }
            return result.isCompliant();
        }
    }

    static ValidationProfile profile(Standard standard) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + standard.profile() + ".xml";
        try (var xml = Standards.class.getResourceAsStream(path)) {
            if (xml == null) throw new IllegalStateException("the engine has no " + path);
            var builders = DocumentBuilderFactory.newInstance();
            builders.setNamespaceAware(true);
            Element root = builders.newDocumentBuilder().parse(xml).getDocumentElement();
            var rules = new TreeSet<Rule>(new Profiles.RuleComparator());
            for (Element rule : children(first(root, "rules"), "rule")) rules.add(rule(rule));
            Set<Variable> variables = new HashSet<>();
            for (Element v : children(first(root, "variables"), "variable")) {
                variables.add(Profiles.variableFromValues(
                    v.getAttribute("name"), v.getAttribute("object"), text(v, "defaultValue"), text(v, "value")));
            }
            var about = Profiles.profileDetailsFromValues(standard.profile(), standard.profile(), "tests", new Date());
            var flavour = PDFAFlavour.byFlavourId(standard.flavour());
            return Profiles.profileFromValues(flavour, about, "", rules, variables);
        }
    }

    static Rule rule(Element rule) {
        Element id = first(rule, "id");
        Element error = first(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : children(first(error, "arguments"), "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent().trim(), name, null));
        }
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"),
            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
            rule.hasAttribute("tags") ? rule.getAttribute("tags") : null,
            text(rule, "description"),
            text(rule, "test"),
            Profiles.errorFromValues(text(error, "message"), arguments),
            Collections.emptyList());
    }

    static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) found.add(element);
        }
        return found;
    }

    static Element first(Element parent, String name) {
        return children(parent, name).stream().findFirst().orElse(null);
    }

    static String text(Element parent, String name) {
        Element child = first(parent, name);
        return child == null ? "" : child.getTextContent().strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
