"""What Django's admin says by itself, in the words of a newsroom: said again in our catalogue, which comes first.

Read by `make messages`, and by a test that finds what Django has worded anew.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = [
    _("Action:"),
    _("Action"),
    _("Run the selected action"),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("No action selected."),
    _("View %s"),
    _("Select %s to view"),
    _("Select %s to change"),
    _("Change history: %s"),
    _("History"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Successfully deleted %(count)d %(items)s."),
    _("Cannot delete %(name)s"),
    _("Delete multiple objects"),
    _("The {name} “{obj}” was added successfully."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Added."),
    _("Added {name} “{object}”."),
    _("Changed {fields}."),
    _("Changed {fields} for {name} “{object}”."),
    _("Deleted {name} “{object}”."),
    _("No fields changed."),
    _("and"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save and view"),
    _("Toggle theme (current theme: auto)"),
    _("Toggle theme (current theme: light)"),
    _("Toggle theme (current theme: dark)"),
    _("Toggle navigation"),
    _("Start typing to filter…"),
    _("Filter navigation items"),
    _("Skip to main content"),
    _("Objects"),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _("Delete?"),
    _(" By %(filter_title)s "),
    _("You don’t have permission to view or edit anything."),
    _("Select all %(total_count)s %(module_name)s"),
    _("Click here to select the objects across all pages"),
    _("0 of %(cnt)s selected"),
    _("Select this object for an action - {}"),
    _("Select all objects on this page for an action"),
    _("None available"),
    _("Show all"),
    _("Change or view list link"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _(
        "You are authenticated as %(username)s, but are not authorized to access this page. Would you "
        "like to login to a different account?"
    ),
    _(
        "Please enter your old password, for security’s sake, and then enter your new password twice so "
        "we can verify you typed it in correctly."
    ),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following '
        "related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and "
        "their related items will be deleted:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
        "protected related objects:"
    ),
    _("Deleting the selected %(objects_name)s would require deleting the following protected related objects:"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but "
        "your account doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would result in deleting related objects, but your "
        "account doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting the following protected related "
        "objects: %(related_objects)s"
    ),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    ngettext_lazy("%(counter)s result", "%(counter)s results"),
    ngettext_lazy("%(count)s %(name)s was changed successfully.", "%(count)s %(name)s were changed successfully."),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected"),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
]
